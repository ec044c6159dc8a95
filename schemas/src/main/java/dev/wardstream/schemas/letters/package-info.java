/**
 * What every record of {@code dead.letters} says of itself, whoever set it aside.
 *
 * <p>Key, value and own headers of the original stay as they were; the rest is in headers that
 * begin with {@code letter.}.
 */
@NullMarked
package dev.wardstream.schemas.letters;

import org.jspecify.annotations.NullMarked;
