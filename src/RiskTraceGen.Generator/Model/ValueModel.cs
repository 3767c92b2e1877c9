namespace RiskTraceGen.Generator.Model;

/// <summary>How one value is written into a record.</summary>
internal abstract record ValueModel
{
    /// <summary>A method of the record writer takes it: <c>writer.Decimal(value)</c>.</summary>
    internal sealed record Scalar(string Method) : ValueModel;

    /// <summary>A generated encoder writes it; one that nests is told how deep it may go on.</summary>
    /// <param name="IsVariant">Whether the value's type differs from the encoder's in nullable annotations inside it.</param>
    internal sealed record Encoded(TypeRef Encoder, string TypeName, bool IsObject, bool Nests, bool IsVariant) : ValueModel;

    /// <summary>A nullable value type.</summary>
    internal sealed record Optional(ValueModel Value) : ValueModel;

    /// <summary>An array or list: its count and its first elements.</summary>
    internal sealed record Sequence(SequenceKind Kind, TypeRef Type, TypeRef ElementType, ValueModel Element) : ValueModel;

    /// <summary>Text that is no string: a span or memory of characters.</summary>
    internal sealed record Characters(bool IsMemory) : ValueModel;

    /// <summary>A tuple, or a pair of key and value: a list of its parts.</summary>
    internal sealed record Tuple(TypeRef Type, EquatableArray<PartModel> Parts) : ValueModel;

    /// <summary>A collection of which only the number of its elements is recorded.</summary>
    /// <param name="Behind">The class that is looked for behind an interface; null where the collection is known by its class.</param>
    internal sealed record Counted(TypeRef? Behind) : ValueModel;

    /// <summary>[TraceFormat].</summary>
    /// <param name="Format">The format; null for the default.</param>
    /// <param name="IsDynamic">Whether the compiler would leave it to the run time what is called.</param>
    internal sealed record Formatted(string? Format, bool IsDynamic) : ValueModel;

    /// <summary>A secret.</summary>
    internal sealed record Redacted : ValueModel;

    /// <summary>Only the name of its type is recorded; the value is not touched.</summary>
    internal sealed record Named(string TypeName) : ValueModel;

    /// <summary>The runtime decides: a registered encoder, else the name of the type.</summary>
    internal sealed record Unknown : ValueModel;

    /// <summary>Whether writing the value reads it.</summary>
    public bool IsRead => this is not (Redacted or Named);

    /// <summary>Whether whoever holds the value has to be a ref struct.</summary>
    public bool IsRefLike => this is Characters { IsMemory: false } or Sequence { Kind: SequenceKind.Span };

    /// <summary>The same value, and redacted where it is redacted elsewhere.</summary>
    public ValueModel Redacting(ValueModel other) => (this, other) switch
    {
        (Redacted, _) or (_, Redacted) => new Redacted(),
        (Optional optional, Optional same) => new Optional(optional.Value.Redacting(same.Value)),
        (Sequence sequence, Sequence same) => sequence with { Element = sequence.Element.Redacting(same.Element) },
        (Tuple tuple, Tuple same) => tuple with
        {
            Parts = tuple.Parts.Zip(same.Parts, static (part, same) => part with { Value = part.Value.Redacting(same.Value) }).ToEquatableArray()
        },
        _ => this,
    };

    /// <summary>Whether an object stands in the value, itself or as an element.</summary>
    public bool HoldsObject => this switch
    {
        Encoded encoded => encoded.IsObject,
        Optional optional => optional.Value.HoldsObject,
        Sequence sequence => sequence.Element.HoldsObject,
        Tuple tuple => tuple.Parts.Any(part => part.Value.HoldsObject),
        _ => false,
    };
}

/// <summary>A part of a tuple.</summary>
/// <param name="Member">The part as C# names it.</param>
/// <param name="Value">How it is recorded.</param>
internal sealed record PartModel(string Member, ValueModel Value);

internal enum SequenceKind
{
    Array,
    List,
    ImmutableArray,
    Span,
    Memory,
    Segment,

    /// <summary>An interface of a collection, behind which an array or a list is looked for.</summary>
    Interface,

    /// <summary>The same of a sequence, whose elements may still be to find.</summary>
    Enumerable,
}
