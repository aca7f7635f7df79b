package io.wherry.app;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The values of a command's options, and all that is wrong with them. A command reads its values,
/// adds what does not go together, and calls [#check()].
public final class OptionValues {
  /// Where a value was found; later places win.
  public enum Place {
    FALLBACK,
    FILE,
    ENVIRONMENT,
    COMMAND_LINE
  }

  private record Entry(@Nullable Object value, Place place, String where) {}

  private final Map<String, Entry> entries = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final Consumer<String> warn;

  /// @param warn takes what does not stop the command
  OptionValues(Consumer<String> warn) {
    this.warn = warn;
  }

  /// @param value null when the text was wrong, which [#problem] says
  void put(Option<?> option, @Nullable Object value, Place place, String where) {
    entries.put(option.name(), new Entry(value, place, where));
  }

  /// The value given, else the option's fallback; empty when there is neither or when the text was
  /// wrong (then [#check()] says so).
  @SuppressWarnings("unchecked") // put() is called with what the option's own parser returned
  public <T> Optional<T> get(Option<T> option) {
    Entry entry = entries.get(option.name());
    return entry == null ? Optional.empty() : Optional.ofNullable((T) entry.value);
  }

  /// The value of an option that has a fallback or was checked to be there.
  ///
  /// @throws IllegalStateException when there is none
  public <T> T need(Option<T> option) {
    return get(option).orElseThrow(() -> new IllegalStateException("no --" + option.name()));
  }

  /// Where the value comes from; [Place#FALLBACK] also when there is none.
  public Place place(Option<?> option) {
    Entry entry = entries.get(option.name());
    return entry == null ? Place.FALLBACK : entry.place;
  }

  /// How the person named it: `--sink`, `WHERRY_SINK`, `wherry.yaml:4 sink`.
  public String where(Option<?> option) {
    Entry entry = entries.get(option.name());
    return entry == null ? option.onCommandLine() : entry.where;
  }

  /// Whether a problem found so far speaks of this option, as "did you mean" does.
  boolean isNamed(Option<?> option) {
    return problems.stream().anyMatch(problem -> problem.contains(option.name()));
  }

  /// Adds something that makes the command impossible: one line, what, where, what to do.
  public void problem(String line) {
    problems.add(line);
  }

  /// Tells something the person should know and that does not stop the command.
  public void warning(String line) {
    warn.accept(line);
  }

  boolean hasProblems() {
    return !problems.isEmpty();
  }

  /// Ends here when anything was found wrong so far.
  ///
  /// @throws UsageException with all problems
  public void check() {
    if (hasProblems()) {
      throw new UsageException(problems);
    }
  }
}
