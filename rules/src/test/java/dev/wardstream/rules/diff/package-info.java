@NullMarked
package dev.wardstream.rules.diff;

import org.jspecify.annotations.NullMarked;
