/// Documents are kept in a table of a MySQL or MariaDB database; its driver lives here and in room
/// `mysql`, which knows nothing of checkpoints.
@org.jspecify.annotations.NullMarked
package io.wherry.checkpoint.mysql;
