@NullMarked
package dev.wardstream.accounts;

import org.jspecify.annotations.NullMarked;
