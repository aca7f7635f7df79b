/// The connection to one server: its replication stream as raw bytes, and queries about it.
@org.jspecify.annotations.NullMarked
package io.wherry.mysql;
