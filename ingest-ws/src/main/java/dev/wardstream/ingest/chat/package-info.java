/** The chat verbs: {@code say}, {@code edit}, {@code retract}, {@code read}, {@code typing}. */
@NullMarked
package dev.wardstream.ingest.chat;

import org.jspecify.annotations.NullMarked;
