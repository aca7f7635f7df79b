package io.wherry.binlog;

import org.jspecify.annotations.Nullable;

/// The log cannot be read on. The message is one line: file and position, event, what was found,
/// and the setting to change where there is one: `binlog.000007:4711 WRITE_ROWS shop.orders.price:
/// DECIMAL(10,2) needs 5 bytes, 3 left`.
public final class BinlogException extends RuntimeException {
  BinlogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  BinlogException(String message) {
    this(message, null);
  }
}
