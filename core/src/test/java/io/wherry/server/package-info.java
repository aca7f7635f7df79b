/// Real servers, a real Kinesis emulator and the program itself, started and ended by tests.
@org.jspecify.annotations.NullMarked
package io.wherry.server;
