@NullMarked
package dev.wardstream.desk;

import org.jspecify.annotations.NullMarked;
