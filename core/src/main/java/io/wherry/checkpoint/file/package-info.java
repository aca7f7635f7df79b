/// Documents are kept in files.
@org.jspecify.annotations.NullMarked
package io.wherry.checkpoint.file;
