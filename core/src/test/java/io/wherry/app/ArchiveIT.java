package io.wherry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The distribution archive, unpacked, and its launcher.
class ArchiveIT {
  private static final Map<String, String> HERE = Map.of("JAVA_HOME", jdk());

  @TempDir static Path folder;
  private static Path home = Path.of("unpacked below");
  private static String version = "";

  @TempDir Path elsewhere;

  private static String jdk() {
    return System.getProperty("java.home");
  }

  @BeforeAll
  static void unpack() throws Exception {
    Path archive;
    try (var files = Files.newDirectoryStream(Path.of("target"), "wherry-*.tar.gz")) {
      archive = files.iterator().next().toAbsolutePath();
    }
    var tar = LaunchedProcess.run(folder, Map.of(), "tar", "xzf", archive.toString());
    assertThat(tar.err()).isEmpty();
    String name = archive.getFileName().toString().replace(".tar.gz", "");
    home = folder.resolve(name);
    version = name.replace("wherry-", "");
  }

  private static LaunchedProcess wherry(Map<String, String> environment, String... arguments)
      throws Exception {
    String[] command = new String[arguments.length + 1];
    command[0] = home.resolve("bin/wherry").toString();
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    return LaunchedProcess.run(folder, environment, command);
  }

  @Test
  void itHoldsWhatOneNeedsAndRuns() throws Exception {
    var run = wherry(HERE, "--version");
    assertThat(run).isEqualTo(new LaunchedProcess(0, List.of("wherry " + version), List.of()));
    assertThat(home.resolve("LICENSE")).exists();
  }

  @Test
  void itRunsThroughALinkFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("one"), home.resolve("bin/wherry"));
    Files.createSymbolicLink(elsewhere.resolve("wherry"), elsewhere.relativize(link));
    var run = LaunchedProcess.run(elsewhere, HERE, "./wherry", "--version");
    assertThat(run).isEqualTo(new LaunchedProcess(0, List.of("wherry " + version), List.of()));
    Files.delete(link);
    run = LaunchedProcess.run(home.resolve("bin"), HERE, "sh", "wherry", "--version");
    assertThat(run.status()).isZero();
  }

  @Test
  void aUsageErrorIsTwo() throws Exception {
    assertThat(wherry(HERE, "rum"))
        .isEqualTo(
            new LaunchedProcess(
                2, List.of(), List.of("wherry: unknown command rum; did you mean run?")));
  }

  // The option of a person with a wrong JAVA_HOME, or with the system's older Java first.
  @Test
  void anotherJavaIsPassedOver() throws Exception {
    Path old = fakeJava("17.0.15");
    String path = old.resolve("bin") + ":/usr/bin:/bin";
    Path jvms = Files.createDirectory(elsewhere.resolve("jvm"));
    Path link = Files.createSymbolicLink(jvms.resolve("a-jdk-25"), Path.of(jdk()));
    Path script = withFolders(jvms);
    var environment = Map.of("JAVA_HOME", old.toString(), "PATH", path);
    var run = LaunchedProcess.run(elsewhere, environment, script.toString(), "--version");
    Files.delete(link);
    assertThat(run).isEqualTo(new LaunchedProcess(0, List.of("wherry " + version), List.of()));
  }

  @Test
  void withoutAnyOneLineSaysWhatToInstall() throws Exception {
    Path old = fakeJava("2.5");
    Path script = withFolders(elsewhere.resolve("none"));
    var environment = Map.of("PATH", old.resolve("bin") + ":/usr/bin:/bin");
    var run = LaunchedProcess.run(elsewhere, environment, script.toString(), "--version");
    assertThat(run)
        .isEqualTo(
            new LaunchedProcess(
                1,
                List.of(),
                List.of(
                    "wherry: no JDK 25 in JAVA_HOME, on the PATH or in the usual folders: install"
                        + " one (apt, brew, sdkman, https://adoptium.net) or set JAVA_HOME")));
  }

  @Test
  void javaGetsItsOptions() throws Exception {
    assertThat(flag("MaxHeapSize", "")).isEqualTo("268435456");
    assertThat(flag("UseSerialGC", "")).isEqualTo("true");
    assertThat(flag("MaxHeapSize", "-Dx=y -Xmx64m")).isEqualTo("67108864");
    assertThat(flag("UseG1GC", "-XX:+UseG1GC")).isEqualTo("true");
  }

  private static String flag(String name, String options) throws Exception {
    var environment = Map.of("JAVA_HOME", jdk(), "JAVA_OPTS", "-XX:+PrintFlagsFinal " + options);
    var run = wherry(environment, "--version");
    assertThat(run.status()).isZero();
    return run.out().stream()
        .map(line -> line.strip().split("\\s+"))
        .filter(words -> words.length > 3 && words[1].equals(name))
        .map(words -> words[3])
        .findFirst()
        .orElse("no " + name);
  }

  // Under systemd and in containers there is no locale, but tables have names like this one.
  @Test
  void namesAreUtf8WithoutALocaleToo() throws Exception {
    var environment = Map.of("JAVA_HOME", jdk(), "JAVA_OPTS", "$HOME * -Dx=y");
    assertThat(wherry(HERE, "größe").err()).first().asString().contains("unknown command größe:");
    assertThat(wherry(environment, "--version").err()).isNotEmpty();
  }

  // A shell in between would swallow the signals.
  @Test
  void theProcessIsJavaItself() throws Exception {
    Path pipe = elsewhere.resolve("wherry.yaml");
    LaunchedProcess.run(elsewhere, Map.of(), "mkfifo", pipe.toString());
    var command =
        List.of(home.resolve("bin/wherry").toString(), "run", "--config=" + pipe, "--zzz");
    var running = LaunchedProcess.start(elsewhere, HERE, command);
    try (var writer = Files.newBufferedWriter(pipe)) { // opens when the program reads it
      assertThat(running.process().info().command()).contains(jdk() + "/bin/java");
      writer.write("source.url: mysql://repl@db\n");
    }
    assertThat(running.end())
        .isEqualTo(
            new LaunchedProcess(
                2,
                List.of(),
                List.of("wherry: unknown option --zzz (wherry run --help shows all options)")));
  }

  private Path fakeJava(String javaVersion) throws IOException {
    Path java = Files.createDirectories(elsewhere.resolve("old/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho started an old java >&2\nexit 9\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(elsewhere.resolve("old/release"), "JAVA_VERSION=\"" + javaVersion + "\"\n");
    return elsewhere.resolve("old");
  }

  /// A second launcher beside the same `lib`, which looks for Java in this folder only.
  private static Path withFolders(Path jvms) throws IOException {
    Path script = home.resolve("bin/other");
    String text = Files.readString(home.resolve("bin/wherry"));
    Files.writeString(
        script, text.replace("/usr/lib/jvm/", jvms + "/").replace("/opt/", jvms + "/none/"));
    assertThat(script.toFile().setExecutable(true)).isTrue();
    return script;
  }
}
