/** Scores of tables. */
@NullMarked
package dev.wardstream.cli.news2;

import org.jspecify.annotations.NullMarked;
