package io.wherry.local.stream;

/// Names as in the API.
public enum StreamMode {
  PROVISIONED,
  ON_DEMAND
}
