#!/usr/bin/env python3
"""The layer check finds each kind of broken rule in a small made-up project, and nothing in a correct one."""

import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_layers  # noqa: E402

CMAKE = """
fovea_core_library(nn)
fovea_core_library(io LINKS nlohmann_json::nlohmann_json)
fovea_core_library(decode USES fovea_nn)
fovea_core_library(tasks USES fovea_decode fovea_io)
add_library(fovea_net MODULE nn/net_module.cpp)
target_link_libraries(fovea_net PRIVATE fovea_options opencv_dnn)
"""
CORRECT = {
    "CMakeLists.txt": "",
    "core/CMakeLists.txt": CMAKE,
    "core/types/error.h": "#pragma once\n#include <string>\n",
    "core/nn/layer.h": '#pragma once\n#include <Eigen/Core>\n#include "core/types/error.h"\n',
    "core/nn/net_module.cpp": '#include <opencv2/dnn.hpp>\n#include "core/nn/layer.h"\n',
    "core/decode/beam.h": '#pragma once\n#include "core/nn/layer.h"\n',
    "core/tasks/translator.cpp": '#include "core/nn/layer.h"\n#include "core/decode/beam.h"\n',
    "core/io/json.cpp": "#include <nlohmann/json.hpp>\n#include <unistd.h>\n",
    "ui/CMakeLists.txt": "fovea_ui_folder(style)\nfovea_ui_folder(pages USES style)\n",
    "app/CMakeLists.txt": "fovea_app_folder(support)\nfovea_app_folder(window USES support)\n",
    "app/support/task.h": "#pragma once\n",
    "app/window/window.cpp": '#include "app/support/task.h"\n',
    "ui/style/theme.h": "#pragma once\n",
    "ui/pages/page.h": '#pragma once\n#include <QWidget>\n#include "core/types/error.h"\n',
    "app/main.cpp": '#include <QApplication>\n#include "ui/pages/page.h"\n#include "core/decode/beam.h"\n',
}


class LayerCheck(unittest.TestCase):
    def findings(self, files=()):
        with tempfile.TemporaryDirectory() as root:
            files = {**CORRECT, **dict(files)}
            for path, text in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(text)
            return list(check_layers.findings(root))

    def expect(self, path, text, *words):
        found = self.findings(files={path: text})
        self.assertEqual(len(found), 1, found)
        for word in (path, *words):
            self.assertIn(word, found[0])

    def test_correct_project(self):
        self.assertEqual(self.findings(), [])

    def test_qt_in_core(self):
        self.expect("core/nn/layer.cpp", "#include <QString>\n", ":1:", "Qt")

    def test_what_a_module_links_is_for_the_module(self):
        self.expect("core/nn/layer.cpp", "#include <opencv2/dnn.hpp>\n", ":1:", "opencv2/dnn.hpp")
        self.expect("core/nn/net_module.cpp", '#include "core/decode/beam.h"\n', "core/nn may not include core/decode")

    def test_folder_that_core_does_not_build_on(self):
        self.expect("core/nn/cell.cpp", '#include "core/decode/beam.h"\n', "core/nn may not include core/decode")

    def test_core_includes_app_or_ui(self):
        self.expect("core/nn/layer.cpp", '\n#include "ui/pages/page.h"\n', ":2:", "core may not include")

    def test_third_party_header_leaves_its_folder(self):
        header = {"core/io/json.h": "#pragma once\n#include <nlohmann/json_fwd.hpp>\n"}
        use = '#include "core/io/json.h"\n'
        self.assertEqual(self.findings(files={**header, "core/io/json.cpp": use}), [])
        for path in ("core/tasks/translator.cpp", "app/main.cpp"):
            found = self.findings(files={**header, path: use})
            self.assertEqual(len(found), 1, found)
            self.assertIn("third-party", found[0])
        self.assertEqual(len(self.findings(files={**header, "core/io/bundle.h": "#pragma once\n" + use})), 1)

    def test_system_header_in_core_header(self):
        self.expect("core/io/file.h", "#pragma once\n#include <unistd.h>\n", "belongs in a .cpp file")

    def test_third_party_library_of_another_folder(self):
        self.expect("core/nn/layer.cpp", "#include <nlohmann/json.hpp>\n", "may not include <nlohmann/json.hpp>")

    def test_core_folder_that_cmake_does_not_know(self):
        found = self.findings(files={"core/magic/spell.cpp": "#include <vector>\n"})
        self.assertTrue(found)
        self.assertIn("core/magic", found[0])

    def test_ui_includes_core(self):
        self.expect("ui/pages/page.cpp", '#include "core/nn/layer.h"\n', "ui may include only")

    def test_ui_includes_third_party(self):
        self.expect("ui/pages/page.cpp", "#include <nlohmann/json.hpp>\n", "ui may include only")

    def test_folder_that_ui_or_app_does_not_build_on(self):
        self.expect("ui/style/theme.cpp", '#include "ui/pages/page.h"\n', "ui/style may not include ui/pages")
        found = self.findings(files={"app/window/menus.h": "#pragma once\n",
                                     "app/support/task.cpp": '#include "app/window/menus.h"\n'})
        self.assertEqual(found, ["app/support/task.cpp:1: app/support may not include app/window"])

    def test_folder_that_cmake_does_not_know(self):
        self.assertIn("app/video is not in app/CMakeLists.txt",
                      " ".join(self.findings(files={"app/video/film.cpp": '#include "app/support/task.h"\n'})))

    def test_units_that_include_each_other(self):
        found = self.findings(files={"ui/style/theme.cpp": '#include "ui/style/sheet.h"\n',
                                     "ui/style/sheet.h": "#pragma once\n",
                                     "ui/style/sheet.cpp": '#include "ui/style/theme.h"\n'})
        self.assertEqual(found, ["ui/style/sheet: includes itself through ui/style/theme"])

    def test_program_includes_tests(self):
        found = self.findings(files={"tests/support/fake.h": "#pragma once\n",
                                     "app/run.cpp": '#include "tests/support/fake.h"\n'})
        self.assertEqual(len(found), 1, found)

    def test_include_that_is_not_from_the_top_level(self):
        self.expect("core/nn/layer.cpp", '#include "layer.h"\n', "top level")

    def test_missing_pragma_once(self):
        self.expect("core/nn/cell.h", "#include <vector>\n", "#pragma once")

    def test_stray_file_and_folder_of_the_top_level(self):
        self.expect("notes.txt", "", "top level")
        found = self.findings(files={"scripts/x.py": ""})
        self.assertEqual(found, ["scripts: is not part of the top level"])

    def test_stray_folder_inside_a_part(self):
        found = self.findings(files={"ui/misc/x.txt": ""})
        self.assertEqual(found, ["ui/misc: is not one of ui's folders"])


if __name__ == "__main__":
    unittest.main()
