using Microsoft.CodeAnalysis;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

internal sealed partial class ValueParser
{
    private const int MaxLevels = 4;

    /// <summary>The encoder of a payload, which is recorded by its type wherever it is met; null if only the name of its type can be recorded.</summary>
    public TypeRef? EncoderOf(INamedTypeSymbol payload) => Parse(payload) switch
    {
        ValueModel.Encoded encoded => encoded.Encoder,
        ValueModel.Formatted text => EncodedText(payload, text),
        _ => null,
    };

    private TypeRef EncodedText(INamedTypeSymbol type, ValueModel.Formatted text)
    {
        (string name, bool exists) = EncoderName(type);
        if (!exists)
            _encoders[TypeRefs.Plain(type).Full] = new TextEncoderModel(
                TypeRefs.Plain(ErasedTypes.WithoutNames(type, compilation)),
                TypeRefs.Namespace(type),
                name,
                SilencedWarnings.Of(type),
                type.IsReferenceType,
                text);
        return TypeRef.Of(TypeRefs.Namespace(type), name);
    }

    private ValueModel EncodedEnum(INamedTypeSymbol type)
    {
        if (NestedGenerics.IsOpen(type) || !Access.CanName(type, compilation))
            return new ValueModel.Unknown();

        (string name, bool exists) = EncoderName(type);
        if (!exists && !_encoders.ContainsKey(TypeRefs.Plain(type).Full))
            _encoders.Add(
                TypeRefs.Plain(type).Full,
                new EnumEncoderModel(TypeRefs.Plain(type), TypeRefs.Namespace(type), name, SilencedWarnings.Of(type), EnumMembers(type)));
        return new ValueModel.Encoded(TypeRef.Of(TypeRefs.Namespace(type), name), TypeRefs.Plain(type).Short, IsObject: false, Nests: false, IsVariant: false);
    }

    private ValueModel EncodedObject(INamedTypeSymbol type)
    {
        type = ErasedTypes.WithoutDynamic(type, compilation);
        TypeRef plain = TypeRefs.Plain(ErasedTypes.WithoutNames(type, compilation));
        TypeRef named = TypeRefs.Plain(type);
        (string name, bool exists) = EncoderName(type);
        List<(ISymbol Member, ITypeSymbol Type)> members = [.. ReadableMembers.Of(type, compilation)];
        bool nests = Nests(type, members);
        if (!exists && !_encoders.ContainsKey(named.Full))
        {
            // Held open while the members are parsed: a type may hold itself.
            _encoders.Add(named.Full, null);
            EquatableArray<FieldModel> fields = members
                .Select(member => new FieldModel(
                    TypeRefs.Escape(member.Member.Name),
                    TraceNames.Snake(member.Member.Name),
                    Parse(member.Type, AttributeSources.OfMember(member.Member, type))))
                .ToEquatableArray();
            _encoders[named.Full] = new ObjectEncoderModel(
                plain,
                TypeRefs.Namespace(type),
                name,
                SilencedWarnings.Of(type, members, Verdicts.Of(type, compilation)),
                type.IsReferenceType,
                nests,
                FailurePatterns.Of(type, compilation),
                fields);
        }

        return new ValueModel.Encoded(
            TypeRef.Of(TypeRefs.Namespace(type), name),
            plain.Short,
            IsObject: true,
            nests,
            IsVariant: TypeRefs.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) != named);
    }

    // An object is recorded by its members if it has any that can be read; what is open, or the framework's, is not, nor is a flow.
    private bool IsObject(ITypeSymbol type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsTupleType: false, IsStatic: false, SpecialType: SpecialType.None } named
            && !WellKnown.IsFramework(type)
            && !WellKnown.IsRiskFlow(type)
            && !NestedGenerics.IsOpen(named)
            && Levels(named) <= MaxLevels
            && Access.CanName(type, compilation)
            && ReadableMembers.Of(named, compilation).Any();

    // Said of a type without parsing it, so that the answer is the same wherever the type is met first.
    private bool Nests(INamedTypeSymbol type, List<(ISymbol Member, ITypeSymbol Type)> members)
        => members.Exists(
            member => Contents.Innermost(member.Type).Any(inner => IsObject(inner) && !IsCut(AttributeSources.OfMember(member.Member, type), inner)));

    private static bool IsCut(ISymbol[] sources, ITypeSymbol type)
        => Secrets.IsSensitive(sources)
            || TraceFormats.Of(type) is not null
            || TraceFormats.In(sources) is not null;

    // How deep type arguments are nested: a type that holds a Box of Boxes of itself would never end.
    private static int Levels(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Levels(array.ElementType),
        INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments } => 1 + arguments.Max(Levels),
        _ => 0,
    };

    // An encoder that this generator made for a referenced assembly is used, if it can be seen, rather than made again.
    private (string Name, bool Exists) EncoderName(INamedTypeSymbol type)
    {
        string space = TypeRefs.Namespace(type);
        string word = GeneratedNames.Word(type);
        string name = word + "Encoder";
        for (int number = 2; GeneratedNames.FindAll(compilation, space, name).ToList() is { Count: > 0 } existing; number++)
        {
            if (existing is [INamedTypeSymbol only] && IsEncoderOf(type, only))
                return (name, true);
            name = $"{word}Encoder{number.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        }

        // A type's name in one word may be that of another one.
        return (word == type.Name ? name : WishedName.Of(name, TypeRefs.Plain(ErasedTypes.WithoutNames(type, compilation)).Full), false);
    }

    private bool IsEncoderOf(INamedTypeSymbol type, INamedTypeSymbol encoder)
        => !SymbolEqualityComparer.Default.Equals(encoder.ContainingAssembly, compilation.Assembly)
            && encoder.AllInterfaces.Any(contract => WellKnown.Is(contract, Annotations.LibraryNamespace, "IResultEncoder", 1)
                && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], type));

    private static EquatableArray<EnumMemberModel> EnumMembers(INamedTypeSymbol type)
        => type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(field => field.HasConstantValue && field.Name.Length > 0)
            .Select(field => new EnumMemberModel(field.Name, ToInt64(field.ConstantValue)))
            .ToEquatableArray();

    private static long ToInt64(object? value)
        => value is ulong large ? unchecked((long)large) : Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture);
}
