/** The command as people use it. */
@NullMarked
package dev.wardstream.cli.rules;

import org.jspecify.annotations.NullMarked;
