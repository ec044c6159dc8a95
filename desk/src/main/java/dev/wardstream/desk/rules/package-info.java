/**
 * Rule sets as staff work on them: what was applied, what a document would change, and who may put
 * it into force. One person at a time in the whole cluster changes them.
 *
 * <p>Runs on the threads that ask.
 */
@NullMarked
package dev.wardstream.desk.rules;

import org.jspecify.annotations.NullMarked;
