/// Kinesis's API: from the bytes of a request to the bytes of an answer, in JSON and CBOR.
@NullMarked
package io.wherry.local.protocol;

import org.jspecify.annotations.NullMarked;
