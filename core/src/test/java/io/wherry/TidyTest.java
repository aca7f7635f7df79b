package io.wherry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/// Laws that no formatter keeps for us.
class TidyTest {
  private static final int METHOD_LINES_MAX = 70;
  private static final int FILE_LINES_MAX = 500;
  private static final int COLUMNS_MAX = 100;

  @Test
  void everySourceIsTidy() throws IOException {
    var untidy = new ArrayList<String>();
    var sources = new ArrayList<Path>();
    for (String module : List.of("local", "core", "demo", "bench")) {
      try (var files = Files.walk(Path.of("..", module, "src"))) {
        files.filter(f -> f.toString().endsWith(".java")).forEach(sources::add);
      }
    }
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(source);
      if (lines.size() > FILE_LINES_MAX) {
        untidy.add(source + ": longer than " + FILE_LINES_MAX + " lines");
      }
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.length() > COLUMNS_MAX && !line.contains("http") && !line.startsWith("import")) {
          untidy.add(source + ":" + (i + 1) + ": wider than " + COLUMNS_MAX + " columns");
        }
        if (line.contains("FIX" + "ME")) {
          untidy.add(source + ":" + (i + 1) + ": leftover");
        }
      }
    }
    longMethods(sources, untidy);
    assertThat(untidy).isEmpty();
  }

  private static void longMethods(List<Path> sources, List<String> untidy) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var fileManager = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  fileManager,
                  null,
                  null,
                  null,
                  fileManager.getJavaFileObjectsFromPaths(sources));
      var positions = Trees.instance(task).getSourcePositions();
      for (var unit : task.parse()) {
        new TreeScanner<Void, Void>() {
          @Override
          public Void visitMethod(MethodTree method, Void unused) {
            long start = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
            long end = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
            if (end - start >= METHOD_LINES_MAX) {
              untidy.add(
                  unit.getSourceFile().getName()
                      + ":"
                      + start
                      + ": method "
                      + method.getName()
                      + " is longer than "
                      + METHOD_LINES_MAX
                      + " lines");
            }
            return super.visitMethod(method, null);
          }
        }.scan(unit, null);
      }
    }
  }
}
