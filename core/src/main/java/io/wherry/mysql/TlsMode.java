package io.wherry.mysql;

import java.util.Locale;
import java.util.Optional;

/// How much the connection insists on TLS; the same five steps as `--ssl-mode` of MySQL's clients.
public enum TlsMode {
  /// Never TLS.
  DISABLED,
  /// TLS where the server has it, without looking at its certificate; else plain.
  PREFERRED,
  /// TLS or no connection; the certificate is not looked at.
  REQUIRED,
  /// TLS, and the certificate must chain to a trusted authority.
  VERIFY_CA,
  /// As [#VERIFY_CA], and the certificate must be made out to the host that was asked for.
  VERIFY_IDENTITY;

  /// The name as written in options: `verify-ca`.
  public String option() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The mode an option names, or nothing when there is none of that name.
  public static Optional<TlsMode> named(String option) {
    for (TlsMode mode : values()) {
      if (mode.option().equals(option)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }

  boolean verifies() {
    return this == VERIFY_CA || this == VERIFY_IDENTITY;
  }

  boolean insists() {
    return this == REQUIRED || verifies();
  }
}
