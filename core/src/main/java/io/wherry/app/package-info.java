/// The command line: commands, options, the process itself; and the one place where all rooms are
/// wired together.
@org.jspecify.annotations.NullMarked
package io.wherry.app;
