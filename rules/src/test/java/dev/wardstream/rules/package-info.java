@NullMarked
package dev.wardstream.rules;

import org.jspecify.annotations.NullMarked;
