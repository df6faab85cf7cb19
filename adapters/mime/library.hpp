#pragma once

#include <gmime/gmime-parser-options.h>

#include <memory>

namespace mime {

// How this folder, and nobody else, holds what GMime hands out.

struct FreeText {
    void operator()(char* text) const { g_free(text); }
};

using OwnedText = std::unique_ptr<char, FreeText>;

struct DropObject {
    template <typename Object>
    void operator()(Object* object) const {
        g_object_unref(object);
    }
};

template <typename Object>
using Owned = std::unique_ptr<Object, DropObject>;

/// Sets GMime up, once; everything of GMime that is called before reads tables that do not exist.
void initialise();

/// Tolerant in everything, and reading 8-bit headers as UTF-8, else as windows-1252. Initialises.
GMimeParserOptions* tolerant();

} // namespace mime
