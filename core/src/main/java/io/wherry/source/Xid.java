package io.wherry.source;

import io.wherry.binlog.XaPrepare;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The name of an XA transaction, in the form in which the servers log it whatever the user wrote.
///
/// @param text `X'61',X'7131',7`: global part, branch, format
record Xid(String text) {
  private static final Pattern FORM =
      Pattern.compile("\\b(X'[0-9A-F]*',X'[0-9A-F]*',[0-9]+)", Pattern.CASE_INSENSITIVE);

  static Xid of(XaPrepare event) {
    return new Xid(event.name());
  }

  /// The name in a statement of the log (`XA COMMIT X'61',X'',1`), or null where there is none.
  static @Nullable Xid of(String statement) {
    Matcher name = FORM.matcher(statement);
    return name.find() ? new Xid(name.group(1).toLowerCase(Locale.ROOT).replace('x', 'X')) : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
