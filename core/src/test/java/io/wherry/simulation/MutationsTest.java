package io.wherry.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/// A simulation that sees nothing proves nothing: each way to get the delivery wrong must be seen
/// within some seeds. The output says which seed saw it.
@Tag("server")
@Tag("slow")
class MutationsTest {
  private static final long SEEDS = 5_000;
  private static final Path SOURCES = Path.of("src/main/java/io/wherry");

  @TempDir Path folder;

  @BeforeAll
  static void beQuiet() {
    ((Logger) LoggerFactory.getLogger("io.wherry.sink")).setLevel(Level.OFF);
  }

  @AfterAll
  static void beLoud() {
    ((Logger) LoggerFactory.getLogger("io.wherry.sink")).setLevel(null);
  }

  static List<Mutation> mutations() {
    return Mutation.all();
  }

  @ParameterizedTest
  @MethodSource("mutations")
  void theSimulationSees(Mutation mutation) throws Exception {
    compile(mutation);
    try (var mutated = new Mutated(folder)) {
      Constructor<?> simulation =
          mutated.loadClass(Simulation.class.getName()).getDeclaredConstructor(long.class);
      Method run = simulation.getDeclaringClass().getDeclaredMethod("run");
      simulation.setAccessible(true);
      run.setAccessible(true);
      for (long seed = 0; seed < SEEDS; seed++) {
        try {
          run.invoke(simulation.newInstance(seed));
        } catch (InvocationTargetException e) {
          System.out.printf(
              "seed %4d sees: %s (%s)%n", seed, mutation, firstLine(e.getTargetException()));
          return;
        }
      }
    }
    throw new AssertionError(SEEDS + " seeds do not see it");
  }

  private static String firstLine(Throwable seen) {
    return String.valueOf(seen.getMessage()).lines().findFirst().orElse("");
  }

  private void compile(Mutation mutation) throws IOException {
    String source = Files.readString(SOURCES.resolve(mutation.file()), UTF_8);
    assertThat(source.split(java.util.regex.Pattern.quote(mutation.original()), -1))
        .as("the original text stands there once")
        .hasSize(2);
    Path file = folder.resolve("src").resolve(mutation.file());
    Files.createDirectories(file.getParent());
    Files.writeString(file, source.replace(mutation.original(), mutation.mutated()));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-nowarn",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(status).as("compiles").isZero();
  }

  /// Our classes anew, the mutated ones first.
  private static final class Mutated extends URLClassLoader {
    Mutated(Path mutatedClasses) throws IOException {
      super(new URL[] {mutatedClasses.toUri().toURL()}, MutationsTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known == null && name.startsWith("io.wherry.")) {
          known = define(name);
        }
        return known == null ? super.loadClass(name, resolve) : known;
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      URL mutated = findResource(path);
      try (var in =
          mutated == null ? getParent().getResourceAsStream(path) : mutated.openStream()) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
