namespace RiskTraceGen;

/// <summary>The byte in front of every recorded value. The values are part of the journal's format.</summary>
internal enum ValueTag : byte
{
    Null = 0,
    False = 1,
    True = 2,
    Char = 3,
    SByte = 4,
    Byte = 5,
    Int16 = 6,
    UInt16 = 7,
    Int32 = 8,
    UInt32 = 9,
    Int64 = 10,
    UInt64 = 11,
    Single = 12,
    Double = 13,
    Decimal = 14,

    /// <summary>Two bytes of length, then one byte a character.</summary>
    Ascii = 15,

    /// <summary>Two bytes of length in characters, then two bytes a character.</summary>
    Utf16 = 16,
    Guid = 17,
    DateTime = 18,
    DateTimeOffset = 19,
    TimeSpan = 20,
    DateOnly = 21,
    TimeOnly = 22,

    /// <summary>The number of an enum's trace point, then eight bytes of value.</summary>
    Enum = 23,

    /// <summary>The number of a shape's trace point; one value for each of its fields follows.</summary>
    Object = 24,

    /// <summary>Four bytes of count, one byte of how many values follow.</summary>
    List = 25,

    /// <summary>A value that was kept out of the trace; nothing follows.</summary>
    Redacted = 26,

    /// <summary>The name of a type whose values are not recorded: a string follows.</summary>
    TypeName = 27,

    /// <summary>A value whose formatter threw; nothing follows.</summary>
    Unformattable = 28,

    /// <summary>Type, message and stack: three strings follow.</summary>
    Exception = 29,
}
