/// Tests of the connection to a server.
@org.jspecify.annotations.NullMarked
package io.wherry.mysql;
