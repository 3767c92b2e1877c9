using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RiskTraceGen.Parsing;

/// <summary>
/// What generated code cannot wrap, and why: the generator leaves it alone, the analyzer says so. Null where
/// nothing is in the way, and of half-typed code, which the compiler speaks of.
/// </summary>
internal static class Refusals
{
    // What a wrapper itself declares.
    private static readonly HashSet<string> OwnNames = new(StringComparer.Ordinal) { "_broker", "_flow", "TracePoints" };

    /// <summary>Why a type can have no wrapper.</summary>
    public static Refusal? OfType(INamedTypeSymbol type, Compilation compilation)
        => OfTypeItself(type, compilation)
            ?? (WrapperTwin(type, compilation) is { } twin
                ? new(
                    RefusalReason.WrapperNameTaken,
                    $"its wrapper would be called '{Display(twin)}', and there is such a {(twin is INamespaceSymbol ? "namespace" : "type")}; rename one of them")
                : null);

    /// <summary>The same, but for the name of the wrapper, which is known only when all brokers are.</summary>
    public static Refusal? OfTypeItself(INamedTypeSymbol type, Compilation compilation)
    {
        string name = Display(type);
        if (type.IsStatic)
            return new(
                RefusalReason.StaticType,
                $"'{name}' is static, and a wrapper stands in front of an instance; make it an instance class, or put an interface in front of it");
        if (type.TypeKind == TypeKind.Struct)
            return new(
                RefusalReason.StructReceiver,
                $"'{name}' is a struct, of which a wrapper would call a copy; annotate an interface that it implements, or make it a class");
        if (type.TypeKind is not (TypeKind.Interface or TypeKind.Class))
            return new(RefusalReason.NotABroker, $"'{name}' is neither an interface nor a class; name the type that has the method");
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (current.IsFileLocal)
                return new(RefusalReason.FileLocalType, $"'{Display(current)}' is local to its file, and the wrapper stands in another; remove 'file'");
        var parameters = NestedGenerics.ParametersOf(type).ToList();
        if (OfSpoken(parameters.SelectMany(parameter => parameter.ConstraintTypes).Prepend(type), compilation) is { } unsaid)
            return unsaid;
        if (!compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            return new(RefusalReason.UnreachableType, $"'{name}' cannot be reached from generated code; make it, and what it is nested in, internal or public");
        if (parameters.Find(parameter => IsOwnName(parameter.Name, type)) is { } taken)
            return new(RefusalReason.OwnName, $"the wrapper has a '{taken.Name}' of its own; rename the type parameter");
        return null;
    }

    /// <summary>Whether generated code can say a type: not said of half-typed ones.</summary>
    public static bool IsWhole(INamedTypeSymbol type, Compilation compilation)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
            if (!ForeignNames.CanBeDeclared(current.TypeParameters))
                return false;
        return Access.CanName(type, compilation);
    }

    /// <summary>Why a member of a broker is not in its wrapper, other members aside.</summary>
    public static Refusal? OfMember(ISymbol member, INamedTypeSymbol broker, Compilation compilation)
    {
        string name = member.Name;
        if (member.IsStatic)
            return new(RefusalReason.StaticMember, "it is static, and a wrapper stands in front of an instance; make it an instance method");
        if (!compilation.IsSymbolAccessibleWithin(member, compilation.Assembly))
            return new(
                RefusalReason.UnreachableMember,
                $"it is {Word(member.DeclaredAccessibility)}, so that generated code cannot call it; make it internal or public");
        if (ForeignNames.CannotBeCalled(member))
            return new(
                RefusalReason.NotInCSharp,
                "C# cannot call it: its name, or what its signature says, is of another language; put a method that C# can call in front of it");
        if (Signatures.TypesOf(member).FirstOrDefault(Signatures.HasPointer) is { } pointer)
            return new(RefusalReason.Pointer, $"'{Display(pointer)}' is a pointer, and generated code is safe code; take a span, a reference or an nint");
        if (OfSpoken(Signatures.TypesOf(member).Prepend(member.ContainingType), compilation) is { } unsaid)
            return unsaid;
        if (member is IMethodSymbol { IsVararg: true })
            return new(RefusalReason.VariableArguments, "it takes __arglist, which cannot be passed on; take params");
        if (compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 }
            && Signatures.ParametersOf(member).Any(parameter => parameter.RefKind == RefKind.RefReadOnlyParameter))
            return new(RefusalReason.ReadOnlyReference, "it takes 'ref readonly', which C# before version 12 cannot pass on; build with C# 12 or later");
        if (member is IMethodSymbol generic && SubstitutedConstraints.Unwritable(generic) is { } constraint)
            return new(
                RefusalReason.Constraint,
                $"a type argument makes '{Display(constraint)}' a constraint of it, which C# cannot write; annotate the type that declares it, or take the constraint away");
        if (member is IMethodSymbol asking && asking.Parameters.Any(TakesBrokerInText))
            return new(
                RefusalReason.ReceiverInText,
                "an interpolated string that it takes is made with the broker that it is called on, and the wrapper is none; give the broker to the method alone");
        if (member is IMethodSymbol { ReturnsVoid: true } left && IsConditional(left))
            return new(
                RefusalReason.Conditional,
                "it is [Conditional], so that the compiler leaves its calls out, and would not leave out those of the wrapper; take the attribute away");
        if (IsOwnName(name, broker) || NestedGenerics.ParametersOf(broker).Any(parameter => TypeParameterNames.Of(parameter) == name))
            return new(RefusalReason.OwnName, $"the wrapper has a '{name}' of its own; rename the method");
        if (member is IMethodSymbol method && IsObjectMember(method))
            return new(RefusalReason.ObjectMember, $"'{name}' belongs to every object, and the wrapper's is its own; rename the method");
        return null;
    }

    // Generated code has to write the types.
    private static Refusal? OfSpoken(IEnumerable<ITypeSymbol> types, Compilation compilation)
    {
        foreach (ITypeSymbol type in types)
        {
            if (ExternAliases.Behind(type, compilation) is { } aliased)
                return new(
                    RefusalReason.BehindAlias,
                    $"'{Display(aliased)}' has a name only behind an extern alias, and generated code declares none; give its reference the alias 'global' too");
            if (ForeignNames.Unsayable(type) is { } foreign)
                return new(
                    RefusalReason.UnsayableType, $"'{Display(foreign)}' has a name of another language, which C# cannot write; take a type that it can name");
        }

        return null;
    }

    private static bool IsConditional(IMethodSymbol method)
    {
        for (IMethodSymbol? current = method; current is not null; current = current.OverriddenMethod)
            if (current.GetAttributes()
                .Any(attribute => attribute.AttributeClass is { } type && WellKnown.Is(type, "System.Diagnostics", "ConditionalAttribute", 0)))
                return true;
        return false;
    }

    /// <summary>Why a member that is in the wrapper is not recorded.</summary>
    public static Refusal? OfCall(IMethodSymbol method)
        => method.RefKind == RefKind.None
            ? null
            : new(
                RefusalReason.ReturnsByReference,
                "it returns a reference, through which the broker can be changed after the call; return a value. The wrapper passes it through");

    /// <summary>Why calls of a type that has a wrapper are not recorded where somebody asks for it: another member, or another extension, answers.</summary>
    public static Refusal? OfExtension(INamedTypeSymbol type, Compilation compilation)
        => TracedExtension.IsHidden(type, compilation)
            ? new(
                RefusalReason.ExtensionHidden,
                $"where 'Traced(flow)' is called, because '{Display(type)}' has a 'Traced' of its own that comes before the generated one; rename it, or construct the wrapper")
            : TracedExtension.Rival(type, compilation) is { } rival
                ? new(
                    RefusalReason.ExtensionHidden,
                    $"where 'Traced(flow)' is called, because the extension '{rival.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}' of '{rival.ContainingAssembly.Name}' comes before the generated one, or is as good; construct the wrapper")
                : null;

    /// <summary>Why what is annotated is nothing that a wrapper could have.</summary>
    public static Refusal? OfKind(IMethodSymbol method) => method switch
    {
        { MethodKind: not (MethodKind.LocalFunction or MethodKind.AnonymousFunction) } when IsExtension(method)
            => new(RefusalReason.Extension, "it is an extension, and a wrapper stands in front of the broker's own methods; annotate those that it calls"),
        { MethodKind: MethodKind.Ordinary } => null,
        { MethodKind: MethodKind.ExplicitInterfaceImplementation }
            => new(RefusalReason.ExplicitImplementation, "it implements an interface explicitly and is called through that; annotate the interface's method"),
        _ => new(
            RefusalReason.NotOrdinary,
            "only methods of a type are traced, no accessors, operators, constructors, local functions or lambdas; annotate a method that does it"),
    };

    /// <summary>Why an annotation of a method says nothing.</summary>
    public static Refusal? OfAnnotation(AttributeData attribute) => attribute.ConstructorArguments switch
    {
        [{ Value: INamedTypeSymbol }, _] => new(RefusalReason.WrongForm, "the form with a type and a member is for assemblies; give the call's name alone"),
        [{ IsNull: true } or { Value: string }] when Annotations.Name(attribute) is null
            => new(RefusalReason.BlankName, "its name is blank; give the name that it has in traces"),
        _ => null,
    };

    /// <summary>Why an annotation of the assembly that names no type and member says nothing.</summary>
    public static Refusal? OfAssemblyAnnotation(AttributeData attribute)
        => attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive }] or [{ Kind: TypedConstantKind.Type, IsNull: true }, _]
            or [{ Kind: TypedConstantKind.Type }, { Kind: TypedConstantKind.Primitive, IsNull: true }]
            ? new(
                RefusalReason.WrongForm,
                "on an assembly the attribute names a type and one of its methods; write [assembly: BrokerCall(typeof(T), nameof(T.Method))]")
            : null;

    /// <summary>Why nothing of what an annotation of the assembly names is recorded. Of several overloads one is enough.</summary>
    public static Refusal? OfTarget(ITypeSymbol target, string member, Compilation compilation)
    {
        if (target is IErrorTypeSymbol)
            return null;
        if (target is not INamedTypeSymbol type)
            return new(RefusalReason.NotABroker, $"'{Display(target)}' is neither an interface nor a class; name the type that has the method");

        type = type.OriginalDefinition;
        if (OfType(type, compilation) is { } refusal)
            return refusal;

        var methods = MethodsOf(type).Where(method => method.Name == member).ToList();
        if (methods.Count > 0)
        {
            var refusals = new BrokerRefusals(type, compilation);
            return methods.Select(refusals.OfNamed).OrderBy(found => found is null ? 0 : 1).First();
        }

        return Declarations.Supertypes(type).Prepend(type).Any(super => !super.GetMembers(member).IsEmpty)
            ? new(RefusalReason.NotAMethod, $"'{member}' is no method, and only methods are traced; name a method")
            : new(RefusalReason.NoSuchMember, $"'{Display(type)}' has no method of that name");
    }

    /// <summary>The overloads that an annotation of the assembly names and that are not recorded, those aside that nobody could call here.</summary>
    public static IEnumerable<(IMethodSymbol Overload, Refusal Refusal)> OfOverloads(INamedTypeSymbol type, string member, Compilation compilation)
    {
        type = type.OriginalDefinition;
        var refusals = new BrokerRefusals(type, compilation);
        var overloads = MethodsOf(type).Where(method => method.Name == member && IsCallable(method, type, compilation)).ToList();
        foreach (IMethodSymbol overload in overloads)
            if (!overloads.Exists(other => SymbolEqualityComparer.Default.Equals(other.OverriddenMethod, overload))
                && refusals.OfNamed(overload) is { } refusal)
                yield return (overload, refusal);
    }

    // Of a class, its own methods stand for those of its interfaces; what every object has is not meant where nothing overrides it.
    private static bool IsCallable(IMethodSymbol method, INamedTypeSymbol broker, Compilation compilation)
        => method.ContainingType.SpecialType != SpecialType.System_Object
            && (broker.TypeKind == TypeKind.Interface || method.ContainingType.TypeKind != TypeKind.Interface)
            && Access.CanReach(method, compilation);

    /// <summary>
    /// Why a method is not recorded though the assembly names it: the wrapper of another assembly is what
    /// <c>Traced(flow)</c> makes, and records what that assembly says.
    /// </summary>
    public static Refusal? OfWrapper(IMethodSymbol method, INamedTypeSymbol broker, Compilation compilation)
        => Wrappers.Of(broker, compilation)?.ContainingAssembly is not { } home
            || SymbolEqualityComparer.Default.Equals(home, compilation.Assembly)
            || IsRecorded(method, broker, home, compilation)
            ? null
            : new(RefusalReason.WrappedElsewhere, $"'{Display(broker)}' has its wrapper in '{home.Name}', which passes the method through; annotate it there");

    private static bool IsRecorded(IMethodSymbol method, INamedTypeSymbol broker, IAssemblySymbol home, Compilation compilation)
        => BrokerCalls.Find(method, broker, home) is not null
            || MethodsOf(broker).Any(call => CallPolicies.SubstitutesOf(call, broker, home, compilation).Contains(method, SymbolEqualityComparer.Default));

    /// <summary>The methods that a type has and inherits.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type)
        => Declarations.Supertypes(type)
            .Prepend(type)
            .SelectMany(super => super.GetMembers())
            .OfType<IMethodSymbol>()
            .Where(method => method.MethodKind == MethodKind.Ordinary);

    // Brokers of one name are told apart by the generator, and then have wrappers.
    private static INamespaceOrTypeSymbol? WrapperTwin(INamedTypeSymbol type, Compilation compilation)
        => Access.Met(
            compilation.GetCompilationNamespace(type.ContainingNamespace),
            Wrappers.Prefix + Wrappers.BaseName(type),
            NestedGenerics.ArityOf(type),
            compilation).FirstOrDefault() is { } twin
            && !Wrappers.Exists(type, compilation)
            ? twin
            : null;

    /// <summary>Whether the wrapper of a broker may have something of a name that is none of the broker's.</summary>
    public static bool IsOwnName(string name, INamedTypeSymbol broker) => OwnNames.Contains(name) || IsWrapperName(name, broker);

    // Wrappers of one name are told apart by what stands between the two, or by a number.
    private static bool IsWrapperName(string name, INamedTypeSymbol broker)
        => name.StartsWith(Wrappers.Prefix, StringComparison.Ordinal)
            && Wrappers.BaseName(broker) is var ending
            && (name.EndsWith(ending, StringComparison.Ordinal)
                || name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').EndsWith(ending, StringComparison.Ordinal));

    // [InterpolatedStringHandlerArgument("")]: the empty name is that of the receiver.
    private static bool TakesBrokerInText(IParameterSymbol parameter)
        => parameter.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
            && WellKnown.Is(type, "System.Runtime.CompilerServices", "InterpolatedStringHandlerArgumentAttribute", 0)
            && attribute.ConstructorArguments
                .SelectMany(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false } ? argument.Values : [argument])
                .Any(argument => argument.Value is ""));

    // The compilers for which this is built do not know the block of extensions: a type without a name, and of a kind of its own.
    private static bool IsExtension(IMethodSymbol method)
        => method.IsExtensionMethod || method.ContainingType is { TypeKind: not (TypeKind.Interface or TypeKind.Class or TypeKind.Struct) };

    private static bool IsObjectMember(IMethodSymbol method) => (method.Name, method.Arity, method.Parameters.Length) switch
    {
        ("ToString" or "GetHashCode" or "GetType" or "Finalize" or "MemberwiseClone", 0, 0) => true,
        ("Equals", 0, 1) => method.Parameters[0].Type.SpecialType == SpecialType.System_Object,
        _ => false,
    };

    private static string Word(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Private => "private",
        Accessibility.Protected => "protected",
        Accessibility.ProtectedAndInternal => "private protected",
        _ => "out of reach",
    };

    private static string Display(ISymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);
}
