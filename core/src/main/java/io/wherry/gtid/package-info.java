/// Global transaction ids: sets of them in both families' text, which covers which, and what is
/// missing. Pure: no log, no connection.
///
/// Start reading at [io.wherry.gtid.GtidSet].
@org.jspecify.annotations.NullMarked
package io.wherry.gtid;
