@NullMarked
package dev.wardstream.rules.outline;

import org.jspecify.annotations.NullMarked;
