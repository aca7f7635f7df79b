/// Records kept in order: in memory, or in files that survive a crash. Knows nothing of Kinesis.
@NullMarked
package io.wherry.local.log;

import org.jspecify.annotations.NullMarked;
