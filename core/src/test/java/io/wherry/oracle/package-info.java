/// Every type of every server against what `SELECT` shows.
@org.jspecify.annotations.NullMarked
package io.wherry.oracle;
