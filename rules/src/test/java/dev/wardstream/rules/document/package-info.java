@NullMarked
package dev.wardstream.rules.document;

import org.jspecify.annotations.NullMarked;
