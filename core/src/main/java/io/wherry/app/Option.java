package io.wherry.app;

import java.util.Locale;

/// One setting of a command. The same entry drives the command line (`--source.tls=required`), the
/// environment (`WHERRY_SOURCE_TLS`), the YAML file (`source.tls: required`), the help page, the
/// documentation and "did you mean".
///
/// @param name lower case, words joined by dots and dashes
/// @param label what stands for the value on the help page
/// @param group heading under which the help page shows it
/// @param description one or two sentences
/// @param fallback text that is parsed when nobody gives the option; empty: there is no value then
/// @param kind how it may be given
/// @param parser from text to value
/// @param <T> type of the value
public record Option<T>(
    String name,
    String label,
    String group,
    String description,
    String fallback,
    Kind kind,
    Parser<T> parser) {
  /// How an option may be given.
  public enum Kind {
    /// Once, with a value.
    VALUE,
    /// Several times or as a comma-separated list; the parser hears the parts joined by commas.
    LIST,
    /// With no value (`true`) or with `true` or `false`.
    FLAG,
    /// Not on the command line, where every user of the machine sees it; never shown.
    SECRET,
    /// Once, with a value that may hold a secret and is never shown.
    CONFIDENTIAL
  }

  /// From the text a person wrote to a value.
  ///
  /// @param <T> type of the value
  @FunctionalInterface
  public interface Parser<T> {
    /// Parses the text.
    ///
    /// @throws IllegalArgumentException when the text is no such value; the message is the reason
    ///   and what to write instead, without the text itself
    T parse(String text);
  }

  /// An option that is given once, with a value.
  public static <T> Option<T> value(
      String name, String label, String group, String description, Parser<T> parser) {
    return new Option<>(name, label, group, description, "", Kind.VALUE, parser);
  }

  /// A switch that is off unless given.
  public static Option<Boolean> flag(String name, String group, String description) {
    return new Option<>(
        name, "true|false", group, description, "false", Kind.FLAG, Parsers::trueOrFalse);
  }

  /// The same option with a value for those who do not give it.
  public Option<T> withFallback(String text) {
    return new Option<>(name, label, group, description, text, kind, parser);
  }

  /// The same option, given in another way.
  public Option<T> as(Kind other) {
    return new Option<>(name, label, group, description, fallback, other, parser);
  }

  /// The same option under another heading.
  public Option<T> under(String heading) {
    return new Option<>(name, label, heading, description, fallback, kind, parser);
  }

  /// `--source.password-file`.
  public String onCommandLine() {
    return "--" + name;
  }

  /// `WHERRY_SOURCE_PASSWORD_FILE`.
  public String inEnvironment() {
    return "WHERRY_" + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /// Whether its text must not be repeated in a message.
  boolean isSecret() {
    return kind == Kind.SECRET || kind == Kind.CONFIDENTIAL;
  }
}
