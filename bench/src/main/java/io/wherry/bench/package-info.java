/// What Wherry and its parts reach, measured.
@NullMarked
package io.wherry.bench;

import org.jspecify.annotations.NullMarked;
