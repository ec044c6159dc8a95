/** The installation is held to its promise, and who holds it is held to his. */
@NullMarked
package dev.wardstream.it.verify;

import org.jspecify.annotations.NullMarked;
