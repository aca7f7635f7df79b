/// `wherry demo`: a database, a workload, a stream and the replica between them, in one command.
@NullMarked
package io.wherry.demo;

import org.jspecify.annotations.NullMarked;
