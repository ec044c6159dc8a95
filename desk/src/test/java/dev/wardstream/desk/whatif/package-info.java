@NullMarked
package dev.wardstream.desk.whatif;

import org.jspecify.annotations.NullMarked;
