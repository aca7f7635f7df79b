/// Kinesis Data Streams on one machine: its HTTP API, in this process.
@NullMarked
package io.wherry.local;

import org.jspecify.annotations.NullMarked;
