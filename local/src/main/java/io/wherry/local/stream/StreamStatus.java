package io.wherry.local.stream;

/// Names as in the API.
public enum StreamStatus {
  CREATING,
  DELETING,
  ACTIVE,
  UPDATING
}
