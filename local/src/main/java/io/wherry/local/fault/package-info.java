/// What a test may let go wrong, call by call.
@NullMarked
package io.wherry.local.fault;

import org.jspecify.annotations.NullMarked;
