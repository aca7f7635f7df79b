package io.wherry.schema;

import org.jspecify.annotations.Nullable;

/// What a QUERY event says of the session that ran its statement.
///
/// @param schema the default database, empty where there was none
/// @param threadId the session's connection id: temporary tables are a session's own
/// @param sqlMode bits of `sql_mode`
/// @param connectionCharset charset of `collation_connection`, to which strings are turned; null
///   where the event does not say
/// @param serverCharset charset of `collation_server`, which a new database gets; null where the
///   event does not say
/// @param explicitTimestamps `explicit_defaults_for_timestamp`; null where the event does not say:
///   then it is as [ServerTraits] has it
/// @param place where the event starts
public record StatementContext(
    String schema,
    long threadId,
    long sqlMode,
    @Nullable String connectionCharset,
    @Nullable String serverCharset,
    @Nullable Boolean explicitTimestamps,
    LogPlace place) {}
