@NullMarked
package dev.wardstream.desk.care;

import org.jspecify.annotations.NullMarked;
