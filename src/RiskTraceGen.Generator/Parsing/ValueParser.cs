using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using RiskTraceGen.Generator.Model;

namespace RiskTraceGen.Parsing;

/// <summary>Decides how values are recorded, and collects the encoders that this takes.</summary>
internal sealed partial class ValueParser(Compilation compilation)
{
    // Their count is theirs, which no derived class can replace. Their elements are reached only by enumerating, in no bounded time.
    private static readonly (string Space, string Name, int Arity)[] CountedTypes =
    [
        (Generic, "Dictionary", 2), (Generic, "HashSet", 1), (Generic, "Queue", 1), (Generic, "Stack", 1), (Generic, "LinkedList", 1),
        (Generic, "SortedList", 2), (Generic, "SortedDictionary", 2), (Generic, "PriorityQueue", 2), (Immutable, "ImmutableList", 1),
        (Immutable, "ImmutableDictionary", 2), (Immutable, "ImmutableHashSet", 1), (Immutable, "ImmutableSortedSet", 1),
        (Immutable, "ImmutableSortedDictionary", 2), (Generic, "OrderedDictionary", 2), ("System.Collections.Concurrent", "ConcurrentQueue", 1),
        ("System.Collections.Frozen", "FrozenSet", 1), ("System.Collections.Frozen", "FrozenDictionary", 2),
    ];

    // The count of others behind these interfaces may be anybody's code.
    private static readonly (string Name, int Arity, string Behind)[] CountedInterfaces =
    [
        ("IReadOnlyDictionary", 2, "Dictionary"), ("IDictionary", 2, "Dictionary"), ("IReadOnlySet", 1, "HashSet"), ("ISet", 1, "HashSet"),
    ];

    private const string Generic = "System.Collections.Generic";
    private const string NotGeneric = "System.Collections";
    private const string Immutable = "System.Collections.Immutable";

    // What the framework has besides primitives, and the runtime can write.
    private static readonly string[] FrameworkNumbers = ["Half", "Int128", "UInt128", "Index", "Range"];

    private readonly bool _holdsSpans = HoldsSpans(compilation);
    private readonly Dictionary<string, EncoderModel?> _encoders = new(StringComparer.Ordinal);

    // Calls of one broker take and return the same few types.
    private readonly Dictionary<ITypeSymbol, ValueModel> _known = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>The encoders needed for all values parsed so far.</summary>
    public EquatableArray<EncoderModel> Encoders
        => _encoders.Values.OfType<EncoderModel>().OrderBy(encoder => encoder.Type.Full, StringComparer.Ordinal).ToEquatableArray();

    /// <summary>How the value of a parameter, property or field is recorded.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="sources">The symbols whose attributes and name count; the first gives the name.</param>
    public ValueModel Parse(ITypeSymbol type, params ISymbol[] sources)
    {
        if (Secrets.IsSensitive(sources))
            return new ValueModel.Redacted();
        AttributeData? format = TraceFormats.In(sources);
        if (type.IsRefLikeType || type is ITypeParameterSymbol { AllowsRefLikeType: true })
            return ParseSpan(type, format) ?? new ValueModel.Named(TypeRefs.Plain(type).Short);

        return Parse(type, format);
    }

    /// <summary>The types of values that have nothing left to enumerate, of a type of values that may have; null of any other type.</summary>
    public static EquatableArray<TypeRef>? Finished(ITypeSymbol type)
    {
        if (Obsolescence.IsError(type))
            return null;
        if (WellKnown.Is(type, Generic, "IEnumerable", 1))
            return new[] { "ICollection", "IReadOnlyCollection" }
                .Select(name => TypeRef.Of(Generic, name).With(ElementType(SequenceKind.Enumerable, ((INamedTypeSymbol)type).TypeArguments[0])))
                .ToEquatableArray();
        if (WellKnown.Is(type, NotGeneric, "IEnumerable", 0))
            return new[] { TypeRef.Of(NotGeneric, "ICollection") }.ToEquatableArray();
        return WellKnown.Is(type, Generic, "IEnumerator", 1) || WellKnown.Is(type, NotGeneric, "IEnumerator", 0) ? default(EquatableArray<TypeRef>) : null;
    }

    /// <summary>How a value of a type is recorded.</summary>
    public ValueModel Parse(ITypeSymbol type)
    {
        if (!_known.TryGetValue(type, out ValueModel? value))
            _known[type] = value = Decide(type);
        return value;
    }

    private ValueModel Decide(ITypeSymbol type)
    {
        if (type.IsRefLikeType || type.TypeKind == TypeKind.Dynamic || IsOnlyNamed(type))
            return new ValueModel.Named(TypeRefs.Plain(type).Short);
        if (Obsolescence.IsError(type))
            return new ValueModel.Unknown();
        if (ScalarMethod(type) is { } method)
            return new ValueModel.Scalar(method);
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return Parse(((INamedTypeSymbol)type).TypeArguments[0]) is { } inner and not ValueModel.Unknown
                ? new ValueModel.Optional(inner)
                : new ValueModel.Unknown();
        if (TraceFormats.Of(type) is { } format)
            return Formatted(format, type);
        if (SequenceOf(type) is var (kind, element))
            return Sequence(kind, type, element, format: null);
        if (Contents.PartsOf(type) is { } parts)
            return new ValueModel.Tuple(
                TypeRefs.Plain(type), parts.Select(part => new PartModel(part.Member, Parse(part.Type, part.Sources))).ToEquatableArray());
        if (Array.Exists(CountedTypes, counted => WellKnown.Is(type, counted.Space, counted.Name, counted.Arity)))
            return new ValueModel.Counted(Behind: null);
        if (Array.Find(CountedInterfaces, counted => WellKnown.Is(type, Generic, counted.Name, counted.Arity)) is { Behind: { } behind })
            return new ValueModel.Counted(TypeRef.Of(Generic, behind).With([.. ((INamedTypeSymbol)type).TypeArguments.Select(TypeRefs.WithoutDynamic)]));
        if (type.TypeKind == TypeKind.Enum)
            return EncodedEnum((INamedTypeSymbol)type);
        return IsObject(type) ? EncodedObject((INamedTypeSymbol)type) : new ValueModel.Unknown();
    }

    // What writes a value, or the elements of an array, takes their type as a type argument.
    private static bool IsOnlyNamed(ITypeSymbol type) => !Access.CanBeArgument(type is IArrayTypeSymbol array ? array.ElementType : type);

    // A span as a parameter; where the library and the language can hold one while the call is recorded.
    private ValueModel? ParseSpan(ITypeSymbol type, AttributeData? format)
        => _holdsSpans && Contents.ElementOfSpan(type) is { } element ? Sequence(SequenceKind.Span, type, element, format) : null;

    private ValueModel Sequence(SequenceKind kind, ITypeSymbol type, ITypeSymbol element, AttributeData? format)
        => element.SpecialType == SpecialType.System_Char && kind is SequenceKind.Span or SequenceKind.Memory
            ? new ValueModel.Characters(kind == SequenceKind.Memory)
            : new ValueModel.Sequence(
                kind,
                TypeRefs.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
                ElementType(kind, element),
                Parse(element, format));

    private static TypeRef ElementType(SequenceKind kind, ITypeSymbol element)
        => kind is SequenceKind.Interface or SequenceKind.Enumerable
            ? TypeRefs.WithoutDynamic(element.IsReferenceType ? element.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : element)
            : TypeRefs.Of(element);

    private static bool HoldsSpans(Compilation compilation)
        => compilation is CSharpCompilation { LanguageVersion: >= LanguageVersion.CSharp13 }
            && compilation.GetTypeByMetadataName($"{Annotations.LibraryNamespace}.BrokerAttempt")
                ?.GetMembers("Begin")
                .OfType<IMethodSymbol>()
                .Any(begin => begin.TypeParameters.Any(parameter => parameter.AllowsRefLikeType)) == true;

    // What is said of a sequence is said of its elements, which have a text to show.
    private ValueModel Parse(ITypeSymbol type, AttributeData? format)
    {
        if (IsOnlyNamed(type))
            return new ValueModel.Named(TypeRefs.Plain(type).Short);
        if (format is null)
            return Parse(type);
        if (Obsolescence.IsError(type))
            return Formatted(format, type);
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var value] })
            return new ValueModel.Optional(Parse(value, format));
        return SequenceOf(type) is var (kind, element) ? Sequence(kind, type, element, format) : Formatted(format, type);
    }

    private static ValueModel.Formatted Formatted(AttributeData attribute, ITypeSymbol type)
        => new(attribute.ConstructorArguments is [{ Value: string format }] ? format : null, type.TypeKind == TypeKind.Dynamic);

    private static string? ScalarMethod(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Char => "Char",
        SpecialType.System_SByte => "SByte",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_Int64 or SpecialType.System_IntPtr => "Int64",
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_String => "String",
        SpecialType.System_DateTime => "DateTime",
        _ => type is { IsValueType: true, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && type.Name is "Guid" or "DateTimeOffset" or "TimeSpan" or "DateOnly" or "TimeOnly" ? type.Name : IsFrameworkNumber(type) ? "Value" : null,
    };

    private static bool IsFrameworkNumber(ITypeSymbol type)
        => Array.Exists(FrameworkNumbers, name => WellKnown.Is(type, "System", name, 0))
            || WellKnown.Is(type, "System.Text", "Rune", 0)
            || WellKnown.Is(type, "System.Numerics", "BigInteger", 0);

    private static (SequenceKind Kind, ITypeSymbol Element)? SequenceOf(ITypeSymbol type)
        => Contents.ElementOf(type) is { } element ? (KindOf(type), element) : null;

    private static SequenceKind KindOf(ITypeSymbol sequence) => sequence.TypeKind switch
    {
        TypeKind.Array => SequenceKind.Array,
        TypeKind.Interface => sequence.Name == "IEnumerable" ? SequenceKind.Enumerable : SequenceKind.Interface,
        _ => sequence.Name switch
        {
            "List" => SequenceKind.List,
            "ImmutableArray" => SequenceKind.ImmutableArray,
            "ArraySegment" => SequenceKind.Segment,
            _ => SequenceKind.Memory,
        },
    };
}
