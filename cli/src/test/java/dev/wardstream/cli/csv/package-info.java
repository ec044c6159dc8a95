/** Tables, well formed and not. */
@NullMarked
package dev.wardstream.cli.csv;

import org.jspecify.annotations.NullMarked;
