package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./wherry` in a copy of the source tree, with real builds.
@Tag("server")
@Tag("slow")
class LauncherTest {
  private static final String FIRST = "wherry: building (the first time takes a minute) …";
  private static final String AGAIN = "wherry: building what has changed …";
  private static final String WAITING = "wherry: waiting for another start that builds …";

  @TempDir Path folder;
  private Path tree = Path.of("a copy below");

  @BeforeEach
  void copyTheTree() throws Exception {
    tree = Files.createDirectory(folder.resolve("a tree"));
    Path root = Path.of("..").toRealPath();
    for (Path from : parts(root)) {
      Path to = tree.resolve(root.relativize(from).toString());
      Files.createDirectories(to.getParent());
      assertThat(new ProcessBuilder("cp", "-r", "" + from, "" + to).start().waitFor()).isZero();
    }
  }

  private static List<Path> parts(Path root) throws IOException {
    var parts = new ArrayList<>(List.of(root.resolve("wherry"), root.resolve("pom.xml")));
    try (Stream<Path> modules = Files.list(root)) {
      for (Path module : modules.filter(m -> Files.exists(m.resolve("pom.xml"))).toList()) {
        parts.add(module.resolve("pom.xml"));
        parts.add(module.resolve("src"));
      }
    }
    return parts;
  }

  /// The JDK of these tests, the user's Maven and its settings.
  private static Map<String, String> environment() {
    var environment = new HashMap<String, String>();
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put("HOME", System.getProperty("user.home"));
    environment.put("PATH", System.getenv("PATH"));
    return environment;
  }

  private LaunchedProcess version() throws Exception {
    return LaunchedProcess.run(
        folder, environment(), tree.resolve("wherry").toString(), "--version");
  }

  private LaunchedProcess.Running start() throws IOException {
    return LaunchedProcess.start(
        folder, environment(), List.of(tree.resolve("wherry").toString(), "--version"));
  }

  private static void assertRan(LaunchedProcess run, String... err) {
    assertThat(run.err()).containsExactly(err);
    assertThat(run.out()).singleElement().asString().startsWith("wherry ");
    assertThat(run.status()).isZero();
  }

  @Test
  void itBuildsWhenSomethingChangedAndOnlyThen() throws Exception {
    assertRan(version(), FIRST);
    assertRan(version());
    // Nothing fails without it; only each start takes twice the time.
    assertThat(cachesOfStarts()).isEqualTo(1);

    Path source = tree.resolve("core/src/main/java/io/wherry/app/Version.java");
    String text = Files.readString(source);
    Files.writeString(source, text.replace("String version =", "String version"));
    LaunchedProcess broken = version();
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.out()).isEmpty();
    assertThat(broken.err()).first().isEqualTo(AGAIN);
    assertThat(broken.err()).anyMatch(line -> line.contains("Version.java:["));
    assertThat(broken.err())
        .last()
        .asString()
        .startsWith("wherry: the build failed, Maven's words are above (also in ");

    Files.writeString(
        source, text.replace("\"(not", "\"edited (not").replace("== null", "!= \"\""));
    LaunchedProcess edited = version();
    assertThat(edited.out()).containsExactly("wherry edited (not packaged)");
    assertThat(edited.err()).containsExactly(AGAIN);

    git("init", "-q");
    git("add", "-A");
    git("commit", "-q", "-m", "first");
    assertRan(version(), AGAIN);
    assertRan(version());
  }

  /// How many builds have an AOT cache.
  private long cachesOfStarts() throws IOException {
    try (Stream<Path> files = Files.walk(tree.resolve(".wherry-build"))) {
      return files.filter(file -> file.endsWith("wherry.aot")).count();
    }
  }

  private void git(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git", "-c", "user.name=x", "-c", "user.email=x@x"));
    command.addAll(List.of(arguments));
    assertThat(LaunchedProcess.run(tree, environment(), command.toArray(String[]::new)).err())
        .isEmpty();
  }

  // Two builds in one folder destroy each other.
  @Test
  void twoFirstStartsBuildOnce() throws Exception {
    startTwo();
  }

  // macOS has no flock.
  @Test
  void twoFirstStartsBuildOnceWithoutFlockToo() throws Exception {
    hide("flock");
    startTwo();
  }

  private void startTwo() throws Exception {
    LaunchedProcess.Running one = start();
    LaunchedProcess.Running two = start();
    var ends = List.of(one.end(), two.end());
    assertThat(ends).extracting(LaunchedProcess::status).containsExactly(0, 0);
    assertThat(ends)
        .extracting(LaunchedProcess::err)
        .containsExactlyInAnyOrder(List.of(FIRST), List.of(WAITING));
  }

  @Test
  void withoutMavenOneLineSaysWhatToInstall() throws Exception {
    hide("mvn");
    assertThat(version())
        .isEqualTo(
            new LaunchedProcess(
                1,
                List.of(),
                List.of(
                    "wherry: no Maven on the PATH, which is needed to build: install it"
                        + " (apt, brew, sdkman, https://maven.apache.org)")));
  }

  /// Makes the launcher of the copy look for a program that is nowhere.
  private void hide(String program) throws IOException {
    Path script = tree.resolve("wherry");
    String text = Files.readString(script);
    assertThat(text).contains("command -v " + program);
    Files.writeString(script, text.replace("command -v " + program, "command -v no-" + program));
  }

  // Whoever gives up waiting for the first build must not find Maven still at work, nor a lock.
  @Test
  void aBuildThatIsInterruptedLeavesNothingRunning() throws Exception {
    LaunchedProcess.Running first = start();
    while (Files.size(first.err()) == 0 || first.process().children().findAny().isEmpty()) {
      Thread.sleep(20);
    }
    List<ProcessHandle> children = first.process().descendants().toList();
    first.process().destroy();
    assertThat(first.end().status()).isEqualTo(1);
    for (ProcessHandle child : children) {
      child.onExit().get();
    }
    assertRan(version(), FIRST);
  }
}
