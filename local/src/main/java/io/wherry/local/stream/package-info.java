/// The service's nouns: streams, shards, hash ranges, sequence numbers, limits.
@NullMarked
package io.wherry.local.stream;

import org.jspecify.annotations.NullMarked;
