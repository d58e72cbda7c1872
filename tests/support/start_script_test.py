#!/usr/bin/env python3
"""`.ci/start` on a fresh machine: a copy of the scripts runs with stand-ins for what it calls, each of which notes how."""

import os
import shutil
import subprocess
import tempfile
import unittest

SOURCE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TOOLS = ("bash", "dirname", "realpath", "grep", "env")  # the machine's own
NOTE = '#!/bin/bash\necho "$(basename "$0") $*" >> "$NOTES"\n'
FAKES = {
    "cmake": NOTE,
    "apt-get": NOTE,
    "sudo": NOTE + 'exec "$@"\n',
    "id": "#!/bin/bash\necho $FAKE_UID\n",
    # Everything is there but what FAKE_MISSING names.
    "dpkg-query": '#!/bin/bash\n[[ " $FAKE_MISSING " = *" ${!#} "* ]] && exit 1\necho -n "ii "\n',
}


class StartScript(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = os.path.join(os.path.realpath(self.folder.name), "a clone")
        self.bin = os.path.join(self.root, "bin")
        shutil.copytree(os.path.join(SOURCE, ".ci"), os.path.join(self.root, ".ci"))
        os.makedirs(self.bin)
        for tool in TOOLS:
            os.symlink(shutil.which(tool), os.path.join(self.bin, tool))
        os.symlink(shutil.which("basename"), os.path.join(self.bin, "basename"))
        for name, text in FAKES.items():
            self.write(os.path.join("bin", name), text)
        self.write("build/default/app/fovea", NOTE + 'printf "%s|" "$@" >> "$NOTES"\n')

    def write(self, path, text):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(path, 0o755)

    def start(self, *arguments, cwd=None, **environment):
        notes = os.path.join(self.root, "notes")
        environment = {"PATH": self.bin, "NOTES": notes, "FAKE_UID": "0", "FAKE_MISSING": "", "DISPLAY": ":0",
                       **environment}
        done = subprocess.run([os.path.join(self.root, ".ci", "start"), *arguments], cwd=cwd or "/", env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        with open(notes, encoding="utf-8") if os.path.exists(notes) else open(os.devnull, encoding="utf-8") as file:
            return done, file.read()

    def test_nothing_is_installed_where_nothing_is_missing(self):
        done, notes = self.start()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("apt-get", notes)
        self.assertIn("cmake --build --preset default --target fovea", notes)
        self.assertIn("fovea", notes.splitlines()[-2])

    def test_root_installs_only_what_is_missing(self):
        done, notes = self.start(FAKE_MISSING="cmake libeigen3-dev")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotIn("sudo", notes)
        self.assertLess(notes.index("apt-get update"), notes.index("apt-get install"))
        install = next(line for line in notes.splitlines() if "apt-get install" in line)
        self.assertTrue(install.endswith(" cmake libeigen3-dev"), install)

    def test_others_ask_sudo(self):
        done, notes = self.start(FAKE_UID="1000", FAKE_MISSING="cmake")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sudo env DEBIAN_FRONTEND=noninteractive apt-get install", notes)

    def test_without_sudo_it_says_what_to_install(self):
        os.remove(os.path.join(self.bin, "sudo"))
        done, notes = self.start(FAKE_UID="1000", FAKE_MISSING="cmake")
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("As root: apt-get install cmake", done.stderr)
        self.assertNotIn("cmake", notes)

    def test_another_distribution_hears_what_is_missing(self):
        for name in ("apt-get", "dpkg-query"):
            os.remove(os.path.join(self.bin, name))
        done, notes = self.start()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("no apt-get", done.stderr)
        self.assertIn("libsentencepiece-dev", done.stderr)
        self.assertEqual(notes, "")

    def test_without_a_display_it_says_where_the_program_is(self):
        done, notes = self.start(DISPLAY="")
        self.assertEqual(done.returncode, 1)
        self.assertIn("build/default/app/fovea", done.stderr)
        self.assertIn("cmake --build", notes)
        done, _ = self.start(DISPLAY="", WAYLAND_DISPLAY="wayland-0")
        self.assertEqual(done.returncode, 0)

    def test_files_are_those_of_the_callers_folder(self):
        self.write("pictures/a dog.jpg", "")
        folder = os.path.join(self.root, "pictures")
        done, notes = self.start("a dog.jpg", "--help", cwd=folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(notes.splitlines()[-1], f"{folder}/a dog.jpg|--help|")


if __name__ == "__main__":
    unittest.main()
