#pragma once

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>

namespace fovea::test
{

/// The program itself, which the build puts beside the tests.
inline QString foveaProgram() { return QCoreApplication::applicationDirPath() + "/../app/fovea"; }

/// Neither a display nor a working Qt platform: a command that needs one fails.
inline QProcessEnvironment environmentWithoutDisplay()
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove("DISPLAY");
    environment.remove("WAYLAND_DISPLAY");
    environment.insert("QT_QPA_PLATFORM", "none-such");
    return environment;
}

struct ProcessResult {
    int status = -1;
    QByteArray out;
    QByteArray err;
};

/// Waits for the end of a started process.
inline ProcessResult finish(QProcess &process, int milliseconds = 60000)
{
    if (!process.waitForFinished(milliseconds)) {
        process.kill();
        process.waitForFinished();
        return {-1, process.readAllStandardOutput(), "the process did not end"};
    }
    const int status = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
    return {status, process.readAllStandardOutput(), process.readAllStandardError()};
}

inline ProcessResult runProgram(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.setProcessEnvironment(environmentWithoutDisplay());
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    return finish(process);
}

inline ProcessResult runFovea(const QStringList &arguments, const QByteArray &input = {})
{
    return runProgram(foveaProgram(), arguments, input);
}

/// A line of bash in which "$0" is the program and "$1", "$2", ... are the arguments.
inline ProcessResult runShell(const QString &line, const QStringList &arguments, const QByteArray &input = {})
{
    return runProgram("bash", QStringList{"-c", line, foveaProgram()} + arguments, input);
}

} // namespace fovea::test
