namespace RiskTraceGen.Generator.Model;

/// <summary>A generated struct that writes the values of one type.</summary>
/// <param name="Type">The type it writes.</param>
/// <param name="Namespace">The namespace of the type, and of the encoder.</param>
/// <param name="Name">The encoder's name.</param>
/// <param name="Silenced">The warnings that the type and its members would bring into generated code.</param>
internal abstract record EncoderModel(TypeRef Type, string Namespace, string Name, EquatableArray<string> Silenced)
{
    public TypeRef Encoder => TypeRef.Of(Namespace, Name);

    /// <summary>
    /// The same encoder, which redacts also what another one of its type does: they differ in what elements of tuples are called where they were met.
    /// </summary>
    public virtual EncoderModel Redacting(EncoderModel other) => this;
}

/// <summary>Writes an enum by the names of its members.</summary>
internal sealed record EnumEncoderModel(TypeRef Type, string Namespace, string Name, EquatableArray<string> Silenced, EquatableArray<EnumMemberModel> Members)
    : EncoderModel(Type, Namespace, Name, Silenced);

internal sealed record EnumMemberModel(string Name, long Value);

/// <summary>Writes a payload as a text.</summary>
internal sealed record TextEncoderModel(
    TypeRef Type, string Namespace, string Name, EquatableArray<string> Silenced, bool IsReference, ValueModel.Formatted Text)
    : EncoderModel(Type, Namespace, Name, Silenced);

/// <summary>Writes the readable members of a class or struct.</summary>
/// <param name="IsReference">Whether a value can be null.</param>
/// <param name="Nests">Whether a member holds an object, so that the depth counts.</param>
/// <param name="Failure">The pattern of values that say that the call failed, if they can say it.</param>
internal sealed record ObjectEncoderModel(
    TypeRef Type,
    string Namespace,
    string Name,
    EquatableArray<string> Silenced,
    bool IsReference,
    bool Nests,
    string? Failure,
    EquatableArray<FieldModel> Fields)
    : EncoderModel(Type, Namespace, Name, Silenced)
{
    public override EncoderModel Redacting(EncoderModel other)
        => other is not ObjectEncoderModel encoder || this == encoder
            ? this
            : this with
            {
                Fields = Fields.Zip(encoder.Fields, static (field, same) => field with { Value = field.Value.Redacting(same.Value) }).ToEquatableArray()
            };
}

/// <param name="Member">The member as C# names it.</param>
/// <param name="Recorded">The name that it has in a record.</param>
internal sealed record FieldModel(string Member, string Recorded, ValueModel Value);

/// <summary>A parsed model with the encoders that its code needs: apart, because they change for other reasons.</summary>
internal sealed record Parsed<T>(T Model, EquatableArray<EncoderModel> Encoders)
    where T : IEquatable<T>;
