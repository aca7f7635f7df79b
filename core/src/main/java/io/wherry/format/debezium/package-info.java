/// The message that consumers of Debezium's MySQL connector know, written from its documentation.
@org.jspecify.annotations.NullMarked
package io.wherry.format.debezium;
