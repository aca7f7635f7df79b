/// HTTP/1.1 on plain sockets, one virtual thread a connection.
@NullMarked
package io.wherry.local.http;

import org.jspecify.annotations.NullMarked;
