/**
 * Pages of the desk: a request finds its route, its asker and its fields, and gets JSON, or the
 * error object of the protocol. Actions run on virtual threads and may wait.
 */
@NullMarked
package dev.wardstream.desk.http;

import org.jspecify.annotations.NullMarked;
